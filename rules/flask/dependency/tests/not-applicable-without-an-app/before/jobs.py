print('no web here')
