FROM nginx
COPY docker/nginx.conf /etc/nginx/
