// A page with a player and no text beside it.

import { playerHere } from "./player.js";

playerHere();
