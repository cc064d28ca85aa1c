import { pgTable, text } from "drizzle-orm/pg-core";

export const customers = pgTable("customers", {
  mail: text("mail"),
  fullName: text("full_name"),
});
