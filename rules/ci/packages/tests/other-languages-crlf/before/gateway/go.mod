module gateway
