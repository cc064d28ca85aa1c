; A data file, whatever it says.
(document) @site
