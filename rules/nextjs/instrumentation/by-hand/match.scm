; register, however it is declared
((identifier) @site (#eq? @site "register"))
