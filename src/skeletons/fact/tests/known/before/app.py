import acme

server = acme.connect("localhost")
