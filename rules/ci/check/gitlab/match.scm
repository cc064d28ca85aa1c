; the last entry of the file, also behind a header with inputs
(stream
  (document
    (block_node
      (block_mapping (block_mapping_pair) @site .))) .)
