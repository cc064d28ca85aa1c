export { default } from '../../features/pay';
