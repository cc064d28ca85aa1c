; { productionBrowserSourceMaps: true }
((object (pair key: (property_identifier) @_key value: (true))) @site @config
  (#eq? @_key "productionBrowserSourceMaps"))
