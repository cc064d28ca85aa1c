from acme import connect

server = connect("localhost", timeout=60)
