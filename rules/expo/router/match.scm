(document (object)) @site
