class Settings:
    JSON_SORT_KEYS = False
