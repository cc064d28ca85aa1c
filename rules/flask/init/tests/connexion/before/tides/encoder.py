class JSONEncoder:
    include_nulls = False
