pages = []
