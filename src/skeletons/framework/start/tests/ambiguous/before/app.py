from PACKAGE import App

shop = App()
admin = App()
