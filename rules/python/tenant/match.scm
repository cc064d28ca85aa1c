; A class that points at a user, or is named for who belongs to what, joins users to workspaces: no user has its columns.

; class User(Base): workspace_id = Column(...)
((class_definition
    name: (identifier) @model
    body: (block (expression_statement (assignment left: (identifier) @column)))) @site
  (#match? @model "^([A-Z][a-z]+)?(User|Member|Account|Person)(Model)?$")
  (#match? @column "^(workspace|organi[sz]ation|org|team|tenant|company|account|customer)_(id|uuid)$")
  (#not-match? @model "^(Workspace|Organi[sz]ation|Org|Team|Tenant|Company|Account|Customer|Project|Group)(User|Member|Person)")
  (#not-match? @site "\\n(  |    |\\t)(user|member|person)(_?id|_?uuid)?[ \\t]*[:=][^\\n]*(\\n[^\\n=]*)?(ForeignKey|relationship)\\("))

; class User(Base): workspace: Mapped[Workspace] = relationship()
((class_definition
    name: (identifier) @model
    body: (block (expression_statement (assignment left: (identifier) @column)))) @site
  (#match? @model "^([A-Z][a-z]+)?(User|Member|Person)(Model)?$")
  (#any-of? @column "workspace" "organisation" "organization" "team" "tenant" "company")
  (#not-match? @model "^(Workspace|Organi[sz]ation|Org|Team|Tenant|Company|Account|Customer|Project|Group)(User|Member|Person)")
  (#not-match? @site "\\n(  |    |\\t)(user|member|person)(_?id|_?uuid)?[ \\t]*[:=][^\\n]*(\\n[^\\n=]*)?(ForeignKey|relationship)\\("))
