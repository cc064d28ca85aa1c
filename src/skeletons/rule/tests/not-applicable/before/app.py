import acme
import ajax

acme.log("started")
socket = ajax.connect("localhost")
