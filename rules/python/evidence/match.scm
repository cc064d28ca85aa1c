; stripe.Webhook.construct_event(…), stripe.checkout.Session.create(…), paypalrestsdk.Payment(…).execute(…); a price list moves nothing
((call function: (attribute) @call @money) @site
  (#match? @call "\\.(capture|charge|checkout|confirm|construct_event|create|execute|pay|refund|sale|verify\\w*)$")
  (#not-match? @call "(?i)\\.(coupon|customer|price|product|promotion_?code|webhook_?endpoint)s?\\.create$")
  (#bound-to? @call "stripe.*" "stripe.*().*" "stripe.*().*().*" "paypalrestsdk.*" "paypalrestsdk.*().*" "braintree.*" "braintree.*().*" "razorpay.*().*" "mollie.*().*" "Adyen.*().*" "square.*().*"))

; login_user(user), create_access_token(identity=user.id), jwt.encode(claims)
((call function: [(identifier) (attribute)] @call) @site
  (#bound-to? @call "flask_login.login_user" "flask_login.*.login_user" "flask_security.login_user" "flask_security.*.login_user" "flask_jwt_extended.create_access_token" "flask_jwt_extended.create_refresh_token" "jwt.encode" "jose.jwt.encode" "authlib.jose.jwt.encode" "fastapi_login.LoginManager().create_access_token"))

; check_password_hash(user.password, password), bcrypt.checkpw(…), sha256_crypt.verify(…); the secret of a machine is no password
((call function: [(identifier) (attribute)] @call arguments: (_) @_given) @site
  (#not-match? @_given "(?i)^\\((?:[^p]|p[^aw]|pa[^s]|pw[^d])*(?:secret|token|api_?key)(?:[^p]|p[^aw]|pa[^s]|pw[^d])*\\)$")
  (#bound-to? @call "werkzeug.security.check_password_hash" "flask_bcrypt.check_password_hash" "flask_bcrypt.Bcrypt().check_password_hash" "bcrypt.checkpw" "passlib.*.verify" "passlib.*().verify" "argon2.PasswordHasher().verify" "pwdlib.PasswordHash().verify" "pwdlib.PasswordHash.recommended().verify"))

; user.password = generate_password_hash(password): a password is set or changed
((call function: [(identifier) (attribute)] @call @hashed arguments: (_) @_given) @site
  (#not-match? @_given "(?i)^\\((?:[^p]|p[^aw]|pa[^s]|pw[^d])*(?:secret|token|api_?key)(?:[^p]|p[^aw]|pa[^s]|pw[^d])*\\)$")
  (#bound-to? @call "werkzeug.security.generate_password_hash" "flask_bcrypt.generate_password_hash" "flask_bcrypt.Bcrypt().generate_password_hash" "bcrypt.hashpw" "passlib.*.hash" "passlib.*().hash" "argon2.PasswordHasher().hash" "pwdlib.PasswordHash().hash" "pwdlib.PasswordHash.recommended().hash"))

; user.check_password(form.password.data), user.set_password(form.password.data), accounts.login_user(user)
((call function: [(identifier) (attribute)] @call arguments: (argument_list . (_))) @site
  (#match? @call "\\.(check|verify|set)_password$|^(\\w+\\.)*login_user$")
  (#set! by-name "a method of the app's own model or a function of its own, which says what is done with a password; nothing but a mark hangs on it"))

; token = oauth.google.authorize_access_token(): somebody comes back from a provider
((call function: (attribute attribute: (identifier) @call)) @site
  (#any-of? @call "acquire_token_by_auth_code_flow" "acquire_token_by_authorization_code" "authorize_access_token" "authorized_response")
  (#set! by-name "what libraries of OAuth call the exchange of a code for somebody's token; nothing but a mark hangs on it"))

; flow.fetch_token(authorization_response=request.url), google.fetch_token(url, code=code)
((call
    function: (attribute attribute: (identifier) @call)
    arguments: (argument_list (keyword_argument name: (identifier) @_given))) @site
  (#eq? @call "fetch_token")
  (#any-of? @_given "authorization_response" "code")
  (#set! by-name "what libraries of OAuth call the exchange of a code, which stands beside it; nothing but a mark hangs on it"))

; session["user_id"] = user.id: the session of a request is a name that its framework exports
((assignment left: (subscript value: (_) @_session subscript: (string) @_key) right: (_) @_value) @site
  (#match? @_key "^[\"'](user|user_id|userid|uid|username|account_id|member_id)[\"']$")
  (#not-match? @_value "^(None|False|\"\"|'')$")
  (#bound-to? @_session "*.session"))

; payments.create_checkout_session(order), service.process_refund(order): what is called says that money moves
((call function: [(identifier) (attribute)] @call @moved) @site
  (#match? @call "(^|\\.)(create_(checkout|payment)_(intent|link|session)|(capture|charge|confirm|execute|pay|process|verify)_(charge|invoice|payment|refund)|charge_(card|customer))$")
  (#set! by-name "a function or method of the app's own that says what it does; nothing but a mark hangs on it"))

; User(email=email, hashed_password=hashed), User.objects.create(username=name, password=password)
((call
    function: [(identifier) (attribute)] @account
    arguments: (argument_list (keyword_argument name: (identifier) @_credential value: (_) @_value))) @site
  (#match? @account "^(\\w+\\.)*(Account|Customer|Member|User)(Model)?(\\.objects\\.(create|create_user|insert))?$")
  (#not-match? @_value "^(None$|[\"']|(\\w+\\.)*(?i:cfg|config|settings)\\b)")
  (#any-of? @_credential "password" "hashed_password" "password_hash" "password_digest")
  (#set! by-name "a model of the app's own that keeps a password; nothing but a mark hangs on it"))

; user = User(**data)
; session.add(user)
((block
    (expression_statement
      (assignment
        left: (identifier) @_made
        right: (call function: [(identifier) (attribute)] @account arguments: (argument_list (dictionary_splat))))) @site
    . (expression_statement
      (call function: (attribute attribute: (identifier) @_add) arguments: (argument_list . (identifier) @_added))))
  (#match? @account "(^|\\.)(Account|Customer|Member|User)$")
  (#eq? @_add "add")
  (#eq? @_made @_added)
  (#set! by-name "a model of the app's own that is stored; nothing but a mark hangs on it"))

; user.password = form.password.data; one that nobody chose locks somebody out, str(uuid.uuid4()), and old.password_hash is taken along
((assignment left: (attribute object: (_) @_owner attribute: (identifier) @credential) right: (_) @_value) @site
  (#match? @_owner "(?i)(account|customer|member|user)$")
  (#any-of? @credential "password" "hashed_password" "password_hash" "password_digest")
  (#not-match? @_value "^(None$|[\"']|(\\w+\\.)*(?i:cfg|config|settings)\\b)")
  (#not-match? @_value "\\b(secrets\\.|uuid|urandom\\b)|\\.(hashed_password|password_hash|password_digest)$"))
