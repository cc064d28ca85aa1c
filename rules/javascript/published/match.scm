; { "publishConfig": { "access": "public" } }
((document (object (pair key: (string (string_content) @keys)) @site) @package)
  (#eq? @keys "publishConfig"))

; { "files": ["dist"], "peerDependencies": { "react-native": "*" } }: any two of what a registry reads
((document (object
    (pair key: (string (string_content) @keys)) @site
    (pair key: (string (string_content) @_second))) @package)
  (#any-of? @keys "exports" "files" "module" "peerDependencies" "types" "typings")
  (#any-of? @_second "exports" "files" "module" "peerDependencies" "types" "typings"))
