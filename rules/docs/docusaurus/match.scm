; const sidebars = { docs: ["intro", { type: "category", … }] }; module.exports = { docs: […] }
((object (pair key: (_) @name value: (array) @site))
  (#match? @site "^\\[\\s*[^\\]\\s]")
  (#not-inside? @site "array"))
