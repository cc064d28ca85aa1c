; package.json
(document) @site
