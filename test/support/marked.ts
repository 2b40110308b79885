/** Splits an example's text into the file itself and the «marked» spans: as the product does it for examples in a policy. */
export { unmark } from '#model/marked'
