; any package.json
(document) @site
