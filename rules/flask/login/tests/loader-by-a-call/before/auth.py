jwt.user_lookup_loader(find)
