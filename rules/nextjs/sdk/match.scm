(document) @site
