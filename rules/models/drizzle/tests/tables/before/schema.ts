import { boolean, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

export const customers = pgTable("customers", {
  id: integer("id").primaryKey(),
  name: text("name"),
  email: text("email").notNull(),
  emailVerified: boolean("email_verified"),
  birthday: timestamp("birthday"),
  phoneId: integer("phone_id").references(() => phones.id),
  shelf: text("shelf"), // pii: user.behavior
  iban: text("iban"), // no pii
});

export const loaves = pgTable("loaves", (t) => ({
  name: t.text(),
  buyerMail: t.text("buyer_mail"),
}));
