FROM node:24
RUN npm ci \
  && yarn workspace shop build
