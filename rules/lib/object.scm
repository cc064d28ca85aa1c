; A data file with an object.
(document (object)) @site
