package peer_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// What is kept about Aled, as his own page draws it. Kay read what he needs, and to
// print the answer shows none of it.
func ExampleKeptAboutMe() {
	aled, kay := peer.ByPerson("aled"), peer.ByStaff("kay", peer.RoleCareCoordinator)
	said := time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC)
	needs, _, err := peer.NewCommunicationNeeds(
		peer.SayNeeds{ID: "n1", Person: "aled", How: peer.Communication{Sees: peer.SeesLarge, Helps: peer.Words{Text: peer.Say("a quiet room")}}},
		peer.Act{By: aled, At: said, ID: "request-1"}, peer.Facts{})
	if err != nil {
		fmt.Println(err)
		return
	}

	kept, err := peer.KeptAboutMe("aled", peer.Keeping{
		Records: []peer.Record{needs},
		Tables:  peer.Tables(),
		Seen:    []peer.Seen{{Of: needs.Ref(), By: kay, Purpose: peer.ForCare, At: said.Add(time.Hour)}},
	}, peer.Reading{By: aled, Purpose: peer.ForSupport, At: said.Add(24 * time.Hour)})
	fmt.Println(kept, err)
	page, err := json.MarshalIndent(kept.Entries, "", "  ")
	fmt.Println(string(page), err)

	_, err = peer.KeptAboutMe("aled", peer.Keeping{}, peer.Reading{By: kay, Purpose: peer.ForCare})
	fmt.Println(err)
	// Output:
	// kept about aled <nil>
	// [
	//   {
	//     "of": {
	//       "kind": "communication-profile",
	//       "id": "n1"
	//     },
	//     "what": "How somebody is best spoken with, written to and met.",
	//     "wrote": [
	//       {
	//         "at": "2026-05-04T10:00:00Z",
	//         "by": {
	//           "person": "aled"
	//         },
	//         "as": "person",
	//         "did": "Say what helps when others speak with you or write to you."
	//       }
	//     ],
	//     "seen": [
	//       {
	//         "at": "2026-05-04T11:00:00Z",
	//         "by": {
	//           "staff": "kay"
	//         },
	//         "says": "For your care."
	//       }
	//     ],
	//     "sent": [],
	//     "view": {
	//       "kind": "communication-profile",
	//       "id": "n1",
	//       "status": "said",
	//       "parts": {
	//         "needs": {
	//           "person": "aled",
	//           "how": {
	//             "sees": "large-print",
	//             "helps": {
	//               "text": "a quiet room",
	//               "by": {
	//                 "person": "aled"
	//               }
	//             }
	//           },
	//           "said": "2026-05-04T10:00:00.000Z"
	//         }
	//       },
	//       "leftOut": []
	//     }
	//   }
	// ] <nil>
	// not yet: [PEER-70 not-authorised] /by: needed: What is kept about somebody is told to them. Let the person ask themself, or go through it together on their page.
}
