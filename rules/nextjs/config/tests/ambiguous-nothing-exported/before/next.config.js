const config = {};
