; onRequestError, however it is declared
((identifier) @site (#eq? @site "onRequestError"))
