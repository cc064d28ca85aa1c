; Any file of the app: new files are written in its style.
(program) @site
