from acme import Door

front = Door("front")
back = Door("back")
