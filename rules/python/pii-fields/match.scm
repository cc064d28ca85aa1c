; Fields of entity models that may hold personal data. `@site` and `@name` are the field's name, `@column` is the whole statement, in which
; marks are looked for, `@table` the entity where no class names it. Of several models with a field of that name the first pattern's is shown.

; email = Column(String, info={"pii": True}), fax: Mapped[str] = mapped_column(comment="PII"), note = Column(Text)  # PII,
; the name the database has for it: robe = Column("robe_size", String, info={"pii": True}), and below @declared_attr a function that returns one
([
  (class_definition body: (block (expression_statement (assignment left: (identifier) @name @site)) @column @_marked))
  (class_definition body: (block (expression_statement (assignment right: (call
    function: [(identifier) (attribute)] @_column arguments: (argument_list . (string (string_content) @name @site))))) @column @_marked))
  (class_definition body: (block (expression_statement (assignment left: (identifier) @name @site)) @column . (comment) @_marked))
  (decorated_definition (decorator) @_decorator
    definition: (function_definition name: (identifier) @name @site body: (block (return_statement) @column @_marked))) ]
  (#match? @_marked "(?i)\\bpii\\b") (#match? @_decorator "declared_attr") (#match? @_column "(^|\\.)\\w*[cC]olumn$")
  (#set! by-name "what stores a field has many names; a field too many is only blanked") (#match? @name "^\\w+$"))

; email = db.Column(String), email: Mapped[str] = so.mapped_column(...), email = deferred(Column(String)), email = db.EmailField()
((class_definition body: (block (expression_statement (assignment
    left: (identifier) @name @site right: (call function: [(identifier) (attribute)] @_column))) @column))
  (#match? @_column "(^|\\.)(\\w*[cC]olumn|deferred|column_property|\\w*Field)$")
  (#set! by-name "what stores a field has many names; a field too many is only blanked")
  (#not-match? @_column "ForeignKey|Reference|Boolean|ManyToMany|BackRef|Virtual|Submit|File|Image|Nested|Embedded|Computed")
  (#not-match? @column "\\b(bool|B(OOLEAN|ool(ean\\w*)?)|TINYINT|ForeignKey\\w*|(Lazy|Generic)?ReferenceField|relationship|Date[Tt]ime\\w*|datetime|DATETIME|T(IMESTAMP|imestamp)\\w*|Interval|timedelta|\\w*ArrowType|U(TC|tc)\\w*)\\b")
  (#vocabulary? @name "pii" "pii-of-people") (#not-imported-from? @_column "wtforms" "flask_wtf" "django")
  (#not-enclosing-class? @name "(Form|View|Handler|Error)\\b|\\bTest|(?i)settings|config|cfg\\b|options\\b|exception"))

; email: Mapped[str], email: so.Mapped[Optional[str]] = ...
((class_definition body: (block (expression_statement (assignment left: (identifier) @name @site type: (type) @_type)) @column))
  (#match? @_type "^([\\w.]+\\.)?Mapped\\[") (#not-match? @_type "\\b(bool|datetime|timedelta|timestamp\\w*)\\b")
  (#not-match? @column "\\b(Boolean\\w*|ForeignKey\\w*|relationship|DateTime|TIMESTAMP)\\b") (#vocabulary? @name "pii" "pii-of-people"))

; @declared_attr def email(cls): return Column(String)
((decorated_definition (decorator) @_decorator definition: (function_definition
    name: (identifier) @name @site body: (block (return_statement (call function: [(identifier) (attribute)] @_column)) @column)))
  (#match? @_decorator "declared_attr") (#match? @_column "(^|\\.)(\\w*[cC]olumn|deferred|\\w*Field)$")
  (#set! by-name "what stores a field has many names; a field too many is only blanked")
  (#not-match? @column "\\b(Boolean\\w*|ForeignKey\\w*|relationship|DateTime|TIMESTAMP)\\b") (#vocabulary? @name "pii" "pii-of-people"))

; dob: Mapped[datetime.date], birthday = Column(DateTime)
((class_definition body: (block (expression_statement (assignment left: (identifier) @name @site)) @column))
  (#match? @name "(?i)birth|dob$|^born$") (#match? @column "[cC]olumn\\(|Date(Time)?(Field)?\\(|Mapped\\[|:\\s*[\"'\\[\\]\\w.]*\\bdate(time)?\\b")
  (#not-match? @column "\\b(bool|Boolean\\w*|ForeignKey\\w*|relationship|property)\\b") (#vocabulary? @name "pii") (#not-enclosing-class? @name "Form\\b"))

; the name in the database: email = Column("email_address", String), users = Table("users", Column("email", String)), or on
; the wire: CharField(column_name="email_addr"), EmailField(db_field="mail"), Field(alias="userEmail")
([
  (class_definition body: (block (expression_statement (assignment right: (call
    function: [(identifier) (attribute)] @_column arguments: (argument_list . (string (string_content) @name @site))))) @column))
  (call function: [(identifier) (attribute)] @_table arguments: (argument_list . (string (string_content) @table) (call
    function: [(identifier) (attribute)] @_column arguments: (argument_list . (string (string_content) @name @site))) @column))
  (class_definition body: (block (expression_statement (assignment right: (call
    function: [(identifier) (attribute)] @_field
    arguments: (argument_list (keyword_argument name: (identifier) @_keyword value: (string (string_content) @name @site @_alias)))))) @column)) ]
  (#match? @_column "(^|\\.)\\w*[cC]olumn$") (#match? @_table "(^|\\.)Table$") (#match? @_field "(^|\\.)(\\w*[cC]olumn|\\w*[fF]ield|fields\\.\\w+)$")
  (#any-of? @_keyword "name" "column_name" "db_column" "db_field" "data_key" "alias" "validation_alias" "serialization_alias")
  (#set! by-name "what stores a field has many names; a field too many is only blanked") (#match? @name "^\\w+$") (#match? @table "^\\w+$")
  (#not-match? @column "\\b(bool|Boolean\\w*|ForeignKey\\w*|ReferenceField|relationship|DateTime\\w*|TIMESTAMP)\\b")
  (#vocabulary? @name "pii" "pii-of-people") (#not-enclosing-class? @_alias "Form\\b"))

; email = fields.Email(), phone = ma.Str(), email: str = Field(...), email = field(StringField()), mail = attr.ib()
((class_definition body: (block (expression_statement (assignment
    left: (identifier) @name @site right: (call function: [(identifier) (attribute)] @_column))) @column))
  (#match? @_column "(^|\\.)([fF]ield|fields\\.[A-Z]\\w*|ma\\.[A-Z]\\w*|attrib|ib)$")
  (#set! by-name "what stores a field has many names; a field too many is only blanked")
  (#not-match? @_column "\\.(Bool|Boolean|Nested|Method|Function|Pluck|DateTime)$")
  (#not-match? @column "\\b(bool|Boolean\\w*|ForeignKey\\w*|(Lazy|Generic)?ReferenceField|datetime|DateTimeField|default_factory=(dict|list)\\b.*\\bDict)\\b")
  (#vocabulary? @name "pii" "pii-of-people") (#not-imported-from? @_column "wtforms" "flask_wtf" "django")
  (#not-enclosing-class? @name "(Form|View|Handler|Error)\\b|\\bTest|(?i)settings|config|cfg\\b|options\\b|exception"))

; class User(BaseModel): email: EmailStr; class UserOut(UserIn): phone: str | None = None, and @dataclass class User: email: str
([
  (decorated_definition (decorator) @_decorator definition: (class_definition body: (block (expression_statement (assignment left: (identifier) @name @site type: (type) @_type)) @column)))
  (class_definition superclasses: (argument_list)
    body: (block (expression_statement (assignment left: (identifier) @name @site @_modelled type: (type) @_type)) @column)) ]
  (#match? @_decorator "dataclass|\\bdefine\\b|\\battrs?\\b|\\bfrozen\\b")
  (#match? @_type "(?i)\\b(str|\\w+str|date|any|bytes|ip\\w+|secret\\w*|phone\\w*|email\\w*|optional)\\b")
  (#not-match? @_type "\\b(bool|datetime|timedelta|Callable|ClassVar)\\b|Service|Client")
  (#not-match? @column "\\b(Boolean\\w*|ForeignKey\\w*|relationship)\\b") (#vocabulary? @name "pii" "pii-of-people")
  (#enclosing-class? @_modelled "\\((.*[^\\w])?\\w*(Model|Schema|Struct|Dict|Tuple|DTO|Dto|Base|Mixin|In|Out|DB|Create|Update|Read|Request|Response|Body|Query|Params|Payload|Public|Private|User|Customer|Account|Contact|Person|Member|Data|Entity|Document)\\b")
  (#not-enclosing-class? @name "(Form|View|Handler|Error)\\b|\\bTest|(?i)settings|config|cfg\\b|options\\b|exception"))
