; stripe.webhooks.constructEvent(…), stripe.checkout.sessions.create(…), wherever `stripe` is made
((call_expression function: (member_expression) @call @money) @site
  (#match? @call "\\.(authorize|capture|charge|confirm|constructEvent|constructEventAsync|create|pay|refund)$")
  (#not-match? @call "\\.(customers|prices|products)\\.\\w+$")
  (#bound-to? @call "stripe#*().*" "razorpay#*().*" "@mollie/*#*().*" "braintree#*().*" "@paddle/*#*().*" "square#*().*"))

; bcrypt.compare(password, user.hash), argon2.verify(…), jwt.sign(…), supabase.auth.signInWithPassword(…)
((call_expression function: [(identifier) (member_expression)] @call) @site
  (#match? @call "(^|\\.)(compare|compareSync|exchangeCodeForSession|resetPasswordForEmail|sign|signIn\\w*|signUp\\w*|verify|verifyOtp)$")
  (#bound-to? @call "bcrypt#*" "bcryptjs#*" "argon2#*" "@node-rs/argon2#*" "jsonwebtoken#sign" "jsonwebtoken#default.sign" "jose#SignJWT().*" "next-auth#default().signIn" "@supabase/*#*().auth.*" "firebase/auth#*" "better-auth#betterAuth().api.*"))

; google.validateAuthorizationCode(code), client.authorizationCodeGrant(config, url): somebody comes back from a provider
((call_expression function: [(identifier) (member_expression)] @call) @site
  (#match? @call "(^|\\.)(authenticateWithCode|authorizationCodeGrant|createSession|getToken|validateAuthorizationCode|verifyIdToken)$")
  (#bound-to? @call "arctic#*().*" "google-auth-library#OAuth2Client().*" "lucia#Lucia().*" "openid-client#*" "openid-client#*.*" "@workos-inc/*#*().*.*"))
