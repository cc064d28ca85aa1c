; COPY app.py models.py ./
([(copy_instruction (path) @dest .) (add_instruction (path) @dest .)] @site
  (#not-match? @site "--from="))

; COPY ["app.py", "models.py", "./"]
([(copy_instruction (json_string_array (json_string) @list .)) (add_instruction (json_string_array (json_string) @list .))] @site
  (#not-match? @site "--from="))
