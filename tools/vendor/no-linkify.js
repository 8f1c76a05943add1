/* What stands for linkify-it, whose guesses are not GitHub's: `Rokhas.ma` is an address to it. */

export class LinkifyIt {}
