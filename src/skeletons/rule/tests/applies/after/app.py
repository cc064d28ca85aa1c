import acme

server = acme.connect("localhost", timeout=10)
