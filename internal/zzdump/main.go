package main
import ("encoding/json";"os"
"github.com/towpath-care/towpath/peer"
"github.com/towpath-care/towpath/examples/frontend/desk")
func main(){
out:=map[string]any{}; do:=map[string]map[string]string{}; field:=map[string]bool{}; is:=map[string]map[string]bool{}; st:=map[string]map[string]bool{}
var walk func(fs []peer.Field)
walk=func(fs []peer.Field){ for _,f:=range fs { field[f.Name]=true; if f.Options!=nil&&f.Kind==peer.FieldChoice { if is[f.Name]==nil{is[f.Name]=map[string]bool{}}; for _,o:=range f.Options{is[f.Name][o]=true}}; walk(f.Fields)}}
for _,t:=range desk.Tables(){ k:=string(t.Kind); if k=="resource"||k=="contribution"{continue}; do[k]=map[string]string{}; for _,r:=range t.Rows{ do[k][string(r.Do)]=r.Says; walk(r.Fields)}; st[k]=map[string]bool{}; for _,s:=range t.States{st[k][string(s.Status)]=true}}
out["do"]=do; out["field"]=field; out["is"]=is; out["status"]=st
b,_:=json.Marshal(out); os.Stdout.Write(b)}
