package io.suture.trust.testreport;

import io.suture.trust.json.MalformedDocumentException;
import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLResolver;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An XML reader of the platform with everything taken away that reaches out of the document or grows it. */
final class XmlPull {

    private static final String XINCLUDE = "http://www.w3.org/2001/XInclude";
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader reader;
    private int depth;

    XmlPull(byte[] xml) {
        if (xml.length > ReportLimits.BYTES) {
            throw refused("is larger than " + ReportLimits.BYTES + " bytes");
        }
        try {
            reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml));
        } catch (XMLStreamException e) {
            throw refused("is not well-formed XML");
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((XMLResolver) (publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is resolved");
        });
        return factory;
    }

    /** Return whether there is another start or end of an element. */
    boolean next() {
        try {
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    enter();
                    return true;
                }
                if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                    return true;
                }
                refuseOutside(event);
            }
            return false;
        } catch (XMLStreamException e) {
            throw refused("is not well-formed XML, or has a document type or entities, which are not read");
        }
    }

    private void enter() {
        depth++;
        if (depth > ReportLimits.DEPTH) {
            throw refused("nests deeper than " + ReportLimits.DEPTH);
        }
        if (reader.getAttributeCount() > ReportLimits.ATTRIBUTES) {
            throw refused("has an element with more than " + ReportLimits.ATTRIBUTES + " attributes");
        }
        if (XINCLUDE.equals(reader.getNamespaceURI())) {
            throw refused("has XInclude elements, which are not read");
        }
    }

    private static void refuseOutside(int event) {
        if (event == XMLStreamConstants.DTD) {
            throw refused("has a document type, which is not read");
        }
        if (event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw refused("has an entity reference, which is not read");
        }
    }

    boolean isStart() {
        return reader.isStartElement();
    }

    String name() {
        return reader.getLocalName();
    }

    /** Return an attribute, or the empty string. */
    String attribute(String name) {
        String value = reader.getAttributeValue(null, name);
        if (value == null) {
            return "";
        }
        if (value.length() > ReportLimits.TEXT) {
            throw refused("has an attribute " + name + " longer than " + ReportLimits.TEXT + " characters");
        }
        return value;
    }

    static MalformedDocumentException refused(String problem) {
        return new MalformedDocumentException("", "the report " + problem);
    }
}
