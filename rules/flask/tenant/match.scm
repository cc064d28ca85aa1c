; class User(Base): workspace_id = Column(...)
((class_definition
    name: (identifier) @model
    body: (block (expression_statement (assignment left: (identifier) @column)))) @site
  (#match? @model "^([A-Z][a-z]+)?(User|Member|Account|Person)(Model)?$")
  (#match? @column "^(workspace|organi[sz]ation|org|team|tenant|company|account|customer)_(id|uuid)$"))

; class User(Base): workspace: Mapped[Workspace] = relationship()
((class_definition
    name: (identifier) @model
    body: (block (expression_statement (assignment left: (identifier) @column)))) @site
  (#match? @model "^([A-Z][a-z]+)?(User|Member|Person)(Model)?$")
  (#any-of? @column "workspace" "organisation" "organization" "team" "tenant" "company"))
