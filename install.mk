# make install DESTDIR=... PREFIX=/usr/local
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
install: all lib
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/include/attest" \
	    "$(DESTDIR)$(LIBDIR)/pkgconfig" "$(DESTDIR)$(PREFIX)/share/doc/attest"
	install -m 755 $(B)/attest "$(DESTDIR)$(PREFIX)/bin/attest"
	install -m 644 include/attest/attest.h "$(DESTDIR)$(PREFIX)/include/attest/attest.h"
	install -m 644 $(B)/libattest.a "$(DESTDIR)$(LIBDIR)/libattest.a"
	install -m 755 $(B)/libattest.so "$(DESTDIR)$(LIBDIR)/libattest.so.0"
	ln -sf libattest.so.0 "$(DESTDIR)$(LIBDIR)/libattest.so"
	install -m 644 docs/record.schema.json "$(DESTDIR)$(PREFIX)/share/doc/attest/record.schema.json"
	printf 'prefix=%s\nlibdir=%s\nincludedir=$${prefix}/include\n\nName: attest\nDescription: %s\nVersion: %s\nLibs: -L$${libdir} -lattest\nLibs.private: %s\nCflags: -I$${includedir}\n' \
	    "$(PREFIX)" "$(LIBDIR)" "reads news reports into auditable records" "$(VERSION)" "$(LIBS)" \
	    > "$(DESTDIR)$(LIBDIR)/pkgconfig/attest.pc"
