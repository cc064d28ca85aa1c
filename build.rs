//! The bundled rules are compiled into the binary, so a new rule folder has to rebuild it.

fn main() {
    println!("cargo::rerun-if-changed=rules");
}
