from app.fields import read

PII_FIELDS = read("fields.txt")
