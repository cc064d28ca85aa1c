import { pgTable, text } from "drizzle-orm/pg-core";

export const bakers = pgTable("bakers", { iban: text("iban") });
