; A file of code, whatever it says: new files are written in its style.
(program) @site
