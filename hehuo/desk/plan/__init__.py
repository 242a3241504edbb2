"""Plan picture of a settlement: buildings, floors and doors coloured by a measure, stops, shops and facilities as layers."""
