from maps import Print

harbour = Print("harbour", path="/maps")
