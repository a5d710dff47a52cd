#!/usr/bin/env bash
# Fetches what VERSION names from npm, checks it, and takes what the pages use: without the
# two font faces, without the logo, without source maps. Run it to move to another version,
# with the new sum.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")"

version=10.6.1
sum=3d9a2ba90663671fc0dbac89a2c9022fdcf489be80b64032174a382bf447afccd1ac9c97ad43829cc6e3cb454d5ec18ee2d7d334cc2a964c004cab386b4c5acb

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent "nhsuk-frontend@$version" >/dev/null)
sha512sum --check --status <<<"$sum  $work/nhsuk-frontend-$version.tgz"
tar -xzf "$work/nhsuk-frontend-$version.tgz" -C "$work"
from=$work/package/dist/nhsuk
perl -0pe 's/\@font-face\{[^}]*\}//g; s/Frutiger W01,//g; s/\n?\/\*# sourceMappingURL[^*]*\*\///g' "$from/nhsuk-frontend.min.css" >nhsuk-frontend.min.css
perl -0pe 's/\n?\/\/# sourceMappingURL.*$//' "$from/nhsuk-frontend.min.js" >nhsuk-frontend.min.js
for icon in arrow-down arrow-up-down arrow-up cross tick; do cp "$from/assets/images/nhsuk-icon-$icon.svg" images/; done
