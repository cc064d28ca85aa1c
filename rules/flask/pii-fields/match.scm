; Fields of entity models that may hold personal data. `@name` is the field's name (also the site), `@column`
; the whole statement, in which marks are looked for, `@table` the entity where no class names it. Marked
; fields come first: of a name that several models have, the best pattern's field is shown.

; email = Column(String, info={"pii": True}), fax: Mapped[str] = mapped_column(comment="PII"), marked inside
((class_definition body: (block (expression_statement (assignment left: (identifier) @name)) @column))
  (#match? @column "(?i)\\bpii\\b"))

; note = Column(Text)  # PII
((class_definition body: (block
    (expression_statement (assignment left: (identifier) @name)) @column . (comment) @_note))
  (#match? @_note "(?i)\\bpii\\b"))
((class_definition body: (block
    (expression_statement (assignment left: (identifier) @name)) @column) . (comment) @_note)
  (#match? @_note "(?i)\\bpii\\b"))

; @declared_attr
; def note(cls): return Column(Text, info={"pii": True})
((decorated_definition
    (decorator) @_decorator
    definition: (function_definition name: (identifier) @name body: (block (return_statement) @column)))
  (#match? @_decorator "declared_attr")
  (#match? @column "(?i)\\bpii\\b"))

; email = db.Column(String), email: Mapped[str] = so.mapped_column(...), email = deferred(Column(String)),
; email = CharField(), email = db.EmailField(), email: str = Field(...), email = fields.Email()
((class_definition
    superclasses: (argument_list)? @_bases
    body: (block (expression_statement (assignment
      left: (identifier) @name
      right: (call function: [(identifier) (attribute)] @_column))) @column))
  (#match? @_column "(^|\\.)(\\w*[cC]olumn|deferred|column_property|encrypted\\w*|\\w*Field|[fF]ield|fields\\.[A-Z]\\w*|ma\\.[A-Z]\\w*|attrib|ib)$")
  (#not-match? @_column "(ForeignKey|Reference|Boolean|ManyToMany|BackRef|Virtual|Submit|File|Image|Nested|EmbeddedDocument|SchemaField|Method|Function|Pluck|Computed)|\\.Bool$")
  (#not-match? @column "\\b(bool|Bool|BOOLEAN|Boolean\\w*|TINYINT|ForeignKey\\w*|(Lazy|Generic)?ReferenceField|relationship)\\b")
  (#not-match? @column "\\b(DateTime\\w*|DATETIME|TIMESTAMP\\w*|Timestamp\\w*|datetime|Interval|timedelta|\\w*ArrowType|Utc\\w*|UTC\\w*)\\b")
  (#not-match? @_bases "Form\\b|Settings|Config|Exception|Error|Enum|TestCase")
  (#not-imported-from? @_column "wtforms" "flask_wtf" "django")
  (#vocabulary? @name "pii" "pii-of-people"))

; dob: Mapped[datetime.date], birthday = Column(DateTime)
((class_definition body: (block (expression_statement (assignment left: (identifier) @name)) @column))
  (#match? @name "(?i)birth|dob$")
  (#match? @column "\\b((sa|so|db)\\.)?((mapped_)?[cC]olumn|DateTimeField|DateField|Date|DateTime|fields)\\b|\\bMapped\\[|:\\s*\\S*\\bdate(time)?\\b")
  (#not-match? @column "\\b(bool|Boolean\\w*|ForeignKey\\w*|relationship|property)\\b")
  (#vocabulary? @name "pii"))

; email: Mapped[str], email: so.Mapped[Optional[str]] = ...
((class_definition body: (block (expression_statement (assignment
    left: (identifier) @name
    type: (type) @_type)) @column))
  (#match? @_type "^([\\w.]+\\.)?Mapped\\[")
  (#not-match? @_type "\\b(bool|datetime|timedelta|timestamp\\w*)\\b")
  (#not-match? @column "\\b(Boolean\\w*|ForeignKey\\w*|relationship|DateTime|TIMESTAMP)\\b")
  (#vocabulary? @name "pii" "pii-of-people"))

; @declared_attr
; def email(cls): return Column(String)
((decorated_definition
    (decorator) @_decorator
    definition: (function_definition
      name: (identifier) @name
      body: (block (return_statement (call function: [(identifier) (attribute)] @_column)) @column)))
  (#match? @_decorator "declared_attr")
  (#match? @_column "(^|\\.)(\\w*[cC]olumn|deferred|\\w*Field)$")
  (#not-match? @column "\\b(Boolean\\w*|ForeignKey\\w*|relationship|DateTime|TIMESTAMP)\\b")
  (#vocabulary? @name "pii" "pii-of-people"))

; @dataclass
; class User:
;     email: str
((decorated_definition
    (decorator) @_decorator
    definition: (class_definition body: (block (expression_statement (assignment
      left: (identifier) @name
      type: (type) @_type)) @column)))
  (#match? @_decorator "dataclass|\\bdefine\\b|\\battrs?\\b|\\bfrozen\\b")
  (#match? @_type "(?i)\\b(str|\\w+str|int|date|any|bytes|ip\\w+|secret\\w*|phone\\w*|email\\w*|optional)\\b")
  (#not-match? @_type "\\b(bool|datetime|timedelta|Callable)\\b|Service|Client")
  (#not-match? @column "\\b(Boolean\\w*|ForeignKey\\w*|relationship)\\b")
  (#vocabulary? @name "pii" "pii-of-people"))

; class User(BaseModel): email: EmailStr; class Signup(Schema): phone: str | None = None
((class_definition
    superclasses: (argument_list) @_bases
    body: (block (expression_statement (assignment
      left: (identifier) @name
      type: (type) @_type)) @column))
  (#match? @_bases "(Model|Schema|Struct|Dict|Tuple|DTO|Dto|Base|Mixin|In|Out|DB|Create|Update|Read|Request|Response|Body|Query|Params|Payload|Public|Private|User|Customer|Account|Contact|Person|Member|Data|Entity|Document)\\b")
  (#not-match? @_bases "Form\\b|Settings|Config|Exception|Error|Enum|TestCase|Service|Client|Protocol")
  (#match? @_type "(?i)\\b(str|\\w+str|int|date|any|bytes|ip\\w+|secret\\w*|phone\\w*|email\\w*|optional)\\b")
  (#not-match? @_type "\\b(bool|datetime|timedelta|Callable|ClassVar)\\b|Service|Client")
  (#not-match? @column "\\b(Boolean\\w*|ForeignKey\\w*|relationship)\\b")
  (#vocabulary? @name "pii" "pii-of-people"))

; the name in the database: email = Column("email_address", String)
((class_definition body: (block (expression_statement (assignment
    right: (call
      function: [(identifier) (attribute)] @_column
      arguments: (argument_list . (string (string_content) @name))))) @column))
  (#match? @_column "(^|\\.)\\w*[cC]olumn$")
  (#match? @name "^\\w+$")
  (#not-match? @column "\\b(bool|Boolean\\w*|ForeignKey\\w*|relationship|DateTime|TIMESTAMP)\\b")
  (#vocabulary? @name "pii" "pii-of-people"))

; ... or on the wire: CharField(column_name="email_addr"), EmailField(db_field="mail"), Field(alias="userEmail")
((class_definition body: (block (expression_statement (assignment
    right: (call
      function: [(identifier) (attribute)] @_column
      arguments: (argument_list (keyword_argument
        name: (identifier) @_keyword
        value: (string (string_content) @name)))))) @column))
  (#match? @_column "(^|\\.)(\\w*[cC]olumn|\\w*[fF]ield|fields\\.\\w+)$")
  (#any-of? @_keyword "name" "column_name" "db_column" "db_field" "data_key" "alias" "validation_alias" "serialization_alias")
  (#match? @name "^\\w+$")
  (#not-match? @column "\\b(bool|Boolean\\w*|ForeignKey\\w*|ReferenceField|relationship|DateTime\\w*|TIMESTAMP)\\b")
  (#vocabulary? @name "pii" "pii-of-people"))

; users = Table("users", metadata, Column("email", String))
((call
    function: [(identifier) (attribute)] @_table
    arguments: (argument_list
      . (string (string_content) @table)
      (call
        function: [(identifier) (attribute)] @_column
        arguments: (argument_list . (string (string_content) @name))) @column))
  (#match? @_table "(^|\\.)Table$")
  (#match? @_column "(^|\\.)Column$")
  (#match? @name "^\\w+$")
  (#match? @table "^\\w+$")
  (#not-match? @column "\\b(Boolean\\w*|ForeignKey\\w*|DateTime|TIMESTAMP)\\b")
  (#vocabulary? @name "pii" "pii-of-people"))
