; the last entry of the file
(document
  (block_node
    (block_mapping (block_mapping_pair) @site .)))
