(program) @site
