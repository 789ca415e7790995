// A child that tells the names of the variables it was given. For a test of forkImaging only.
'use strict';
process.send(Object.keys(process.env));
