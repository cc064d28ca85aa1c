export const rows = htmlTable("customers", [{ email: "x" }]);
